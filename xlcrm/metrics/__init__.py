"""Pure figures and small frames from orders and leads: no clock, no input or output.

`history.OrderHistory.of(orders, as_of)` takes a pandas, Polars or DuckDB frame once; each metric
is then a function of that history.
"""
