"""Made-up FollowTheMoney entities, the same at every run, in a mix like a sanctions data set's."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 1718
#: Percent of each schema. Ownership and Directorship become relationships, all else nodes.
MIX = {
    "Person": 30,
    "Company": 30,
    "Vessel": 5,
    "Address": 5,
    "Ownership": 15,
    "Directorship": 10,
    "Sanction": 5,
}
_GIVEN = ("Aleksei", "Chol", "Darya", "Fatima", "Hyon", "Jin", "Leila", "Min", "Omar", "Pavel", "Sun", "Yan")
_FAMILY = ("Belov", "Chen", "Choe", "Haddad", "Kim", "Kozlov", "Liu", "Pak", "Rahimi", "Ri", "Saleh", "Volkov")
_COUNTRIES = ("ae", "cn", "ir", "kp", "ru", "sy")


def counts(total: int) -> dict[str, int]:
    """How many of each schema; what rounding leaves over goes to the first, so that they add up."""
    found = {schema: total * percent // 100 for schema, percent in MIX.items()}
    found["Person"] += total - sum(found.values())
    return found


def write(path: Path, total: int) -> None:
    """`total` entities as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for entity in entities(total):
            out.write(json.dumps(entity) + "\n")


def entities(total: int) -> Iterator[dict[str, object]]:
    """The entities, those first that others refer to."""
    rnd, many = random.Random(SEED), counts(total)

    def person() -> str:
        return f"person-{rnd.randrange(many['Person'])}"

    def company() -> str:
        return f"company-{rnd.randrange(many['Company'])}"

    def properties(schema: str, n: int) -> dict[str, str]:
        country, family = rnd.choice(_COUNTRIES), rnd.choice(_FAMILY)
        match schema:
            case "Person":
                born = f"{rnd.randrange(1940, 2000)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
                topic = rnd.choice(("sanction", "role.pep"))
                name = f"{rnd.choice(_GIVEN)} {family} {n}"
                return {"name": name, "birthDate": born, "nationality": country, "topics": topic}
            case "Company":
                number = f"{rnd.randrange(10**9):010}"
                return {"name": f"{family} Trading {n}", "jurisdiction": country, "registrationNumber": number}
            case "Vessel":
                return {"name": f"MV {family} {n}", "imoNumber": f"IMO{9_000_000 + n}", "flag": country}
            case "Address":
                return {"full": f"{n} Harbour Road, Vladivostok", "city": "Vladivostok", "country": "ru"}
            case "Ownership":
                return {"owner": person(), "asset": company(), "startDate": "2020-01-01", "percentage": "50"}
            case "Directorship":
                return {"director": person(), "organization": company(), "role": "director"}
            case _:
                said = {"authority": "UNSC", "program": "UN-SC1718", "listingDate": "2017-06-02"}
                return {"entity": person(), **said}

    for schema, count in many.items():
        for n in range(count):
            values = {name: [value] for name, value in properties(schema, n).items()}
            yield {"id": f"{schema.lower()}-{n}", "schema": schema, "properties": values, "datasets": ["made-up"]}
