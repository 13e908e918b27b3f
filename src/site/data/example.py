# data-example-what
# data-example-exact
from decimal import Decimal

import duckdb
import pandas


def read(name):
    return pandas.read_csv(name + ".csv", dtype=str, keep_default_na=False)


# data-example-lost
indicators, evaluations = read("indicators"), read("evaluations")
items = indicators[(indicators.is_leaf == "true") & (indicators.weight != "") & (indicators.score != "")]
leading = evaluations[evaluations.leading == "true"][["project", "evaluation", "rubric"]]
items = items.merge(leading, on=["project", "evaluation"])
items["group"] = items.path.str.split("/").str[0]
items["weight"], items["score"] = items.weight.map(Decimal), items.score.map(Decimal)
lost = items.groupby(["rubric", "group"])[["weight", "score"]].sum().reset_index()
lost["lost"] = lost.weight - lost.score
print(lost)

# data-example-money
money = duckdb.sql("""
    SELECT year, count(*) AS projects,
           sum(budget_yuan::DECIMAL(30, 8)) AS budget, sum(spent_yuan::DECIMAL(30, 8)) AS spent
    FROM read_csv('projects.csv', all_varchar = true)
    WHERE budget_yuan IS NOT NULL AND spent_yuan IS NOT NULL
    GROUP BY year ORDER BY year
""")
print(money)

# data-example-found
found = duckdb.sql("""
    SELECT findings.severity, rules.name, count(*) AS found, count(note) AS explained
    FROM read_csv('findings.csv', all_varchar = true) AS findings
    JOIN read_csv('rules.csv', all_varchar = true) AS rules USING (rule)
    WHERE project IS NOT NULL
    GROUP BY findings.severity, rules.name ORDER BY found DESC, rules.name
""")
print(found)
