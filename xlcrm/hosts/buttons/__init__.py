"""What a button does, in whatever program it stands: its questions, its look ahead, its answer."""
