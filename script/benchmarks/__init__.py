"""What `script/bench` is made of: inputs, cases in fresh processes, bars, and the table."""
