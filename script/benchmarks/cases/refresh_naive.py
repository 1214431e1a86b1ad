"""What a script with pandas and openpyxl does for the same questions: the naive refresh.

Monthly churn, cohorts, RFM, silent customers and four crosstabs by group-bys, simpler than the
definitions of xlcrm; then one sheet each, added to the workbook in pandas' append mode.
"""

import sys

import pandas as pd

path = sys.argv[1]
as_of = pd.Timestamp("2024-12-31")
orders = pd.read_excel(path, sheet_name="Orders", engine="openpyxl")
customers = pd.read_excel(path, sheet_name="Customers", engine="openpyxl")
orders["Month"] = orders["Date"].dt.to_period("M")
known = orders.merge(customers, on="Customer ID", suffixes=("", " of customer"))

months = orders.groupby("Month")["Customer ID"].agg(set)
churn = pd.DataFrame(
    [(str(month), len(old), len(old - new)) for month, old, new in zip(
        months.index[1:], months.iloc[:-1], months.iloc[1:], strict=True)],
    columns=["Month", "Start", "Lost"],
)  # fmt: skip
orders["Number"] = orders["Date"].dt.year * 12 + orders["Date"].dt.month
orders["Cohort"] = orders.groupby("Customer ID")["Number"].transform("min")
orders["Age"] = orders["Number"] - orders["Cohort"]
cohorts = orders.pivot_table(
    index="Cohort", columns="Age", values="Customer ID", aggfunc="nunique"
).reset_index()
rfm = orders.groupby("Customer ID").agg(
    last=("Date", "max"), times=("Date", "nunique"), money=("Amount", "sum")
)
scores = pd.DataFrame({name: pd.qcut(rfm[name].rank(method="first"), 5, labels=False) + 1
                       for name in rfm})  # fmt: skip
silent = rfm[(as_of - rfm["last"]).dt.days > 60].nlargest(50, "money")
pages = {"Churn": churn, "Cohorts": cohorts, "RFM": scores.value_counts().reset_index()}
pages["Today"] = silent.reset_index()
for principle in ("Region", "Size", "Sex", "Category"):
    pages[principle] = known.pivot_table(
        index=principle, columns=known["Date"].dt.year, values="Amount", aggfunc="sum"
    ).reset_index()
with pd.ExcelWriter(path, engine="openpyxl", mode="a", if_sheet_exists="replace") as writer:
    for title, page in pages.items():
        page.to_excel(writer, sheet_name=title)
