"""Small extracts of OpenStreetMap as XML."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

#: Degrees of latitude of a kilometre.
KM = 1 / (6371.0088 * math.pi / 180)


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


@dataclass
class Extract:
    """Nodes, ways and relations by number; `at` gives points in kilometres east and north of (50 N, 20 E)."""

    nodes: dict[int, tuple[float, float, dict[str, str]]] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)
    relations: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = (-50, -50, 150, 50)

    def node(self, number: int, east: float, north: float = 0.0, **tags: str) -> int:
        lat = 50 + north * KM
        self.nodes[number] = (lat, 20 + east * KM / math.cos(math.radians(50)), _colons(tags))
        return number

    def way(self, number: int, *refs: int, **tags: str) -> int:
        self.ways[number] = (list(refs), _colons(tags))
        return number

    def track(self, number: int, *refs: int, **tags: str) -> int:
        return self.way(number, *refs, **{"railway": "rail", **tags})

    def relation(self, number: int, *ways: int, **tags: str) -> int:
        self.relations[number] = (list(ways), _colons(tags))
        return number

    def xml(self) -> str:
        rows = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="made">']
        if self.box:
            west, south, east, north = self.box
            scale = KM / math.cos(math.radians(50))
            rows.append(
                f'<bounds minlat="{50 + south * KM}" minlon="{20 + west * scale}" '
                f'maxlat="{50 + north * KM}" maxlon="{20 + east * scale}"/>'
            )
        stamp = 'version="1" timestamp="2024-03-05T00:00:00Z"'
        for number, (lat, lon, tags) in sorted(self.nodes.items()):
            rows.append(f'<node id="{number}" {stamp} lat="{lat:.7f}" lon="{lon:.7f}">{_tags(tags)}</node>')
        for number, (refs, tags) in sorted(self.ways.items()):
            nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs)
            rows.append(f'<way id="{number}" {stamp}>{nodes}{_tags(tags)}</way>')
        for number, (ways, tags) in sorted(self.relations.items()):
            members = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in ways)
            rows.append(f'<relation id="{number}" {stamp}>{members}{_tags(tags)}</relation>')
        return "\n".join([*rows, "</osm>"])

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.xml(), encoding="utf-8")
        return path


def _colons(tags: dict[str, str]) -> dict[str, str]:
    """`name__ru` for `name:ru`."""
    return {key.replace("__", ":"): value for key, value in tags.items()}


def two_states() -> Extract:
    """A line over a border bridge with a break of gauge, a double track, a fork, a yard, a closed branch.

    alfa -10- beta -10- gamma ==bridge== delta -10- echo        kilometres east: 0, 10, 20, 30, 40
                 \\- 8 - fork (halt)                              1435 to gamma, both to delta, 1520 on
    """
    made = Extract()
    made.node(1, 0, railway="station", name="Alfa", name__ru="Альфа", uic_ref="5100001", operator="PKP", gauge="1435")
    made.node(2, 10, 0.05, railway="station", name="Beta")
    made.node(3, 20, railway="station", name="Gamma", ref__unlocode="PL GAM")
    made.node(4, 30, railway="station", name="Delta", name__uk="Дельта", alt_name="Delta One;Delta-1")
    made.node(5, 40, railway="station", name="Echo")
    made.node(6, 16, -6, railway="halt", name="Fork")
    made.node(7, 40, 0.8, railway="yard", name="Echo Yard")
    made.node(8, 10, 15, disused__railway="station", name="Old Mill")
    # Alfa to Beta on two tracks; only the first has the node of Alfa, and neither that of Beta.
    for number, east in ((20, 5), (21, 10), (22, 15)):
        made.node(number, east)
    for number, east in ((30, 0.0), (31, 5), (32, 10), (33, 15)):
        made.node(number, east, 0.02)
    made.track(100, 1, 20, 21, 22, gauge="1435", electrified="contact_line", voltage="3000")
    made.track(101, 30, 31, 32, 33, gauge="1435", electrified="contact_line", voltage="3000")
    made.node(23, 17)
    made.track(102, 22, 23, gauge="1435")
    made.track(103, 33, 23, gauge="1435")
    made.track(104, 23, 3, gauge="1435")
    # The fork leaves east of Beta.
    made.track(105, 22, 6, gauge="1435")
    # Gamma to Delta on one dual track over a named bridge.
    for number, east in ((24, 24.5), (25, 25.5)):
        made.node(number, east)
    made.track(106, 3, 24, gauge="1435;1520")
    made.track(107, 24, 25, gauge="1435;1520", bridge="yes", bridge__name="Friendship Bridge")
    made.track(108, 25, 4, gauge="1435;1520")
    made.track(109, 4, 5, gauge="1520")
    made.track(110, 5, 7, gauge="1520")
    # A closed branch from Beta.
    made.track(111, 21, 8, railway="disused", disused__railway="rail", gauge="1435")
    # Border at 25 km; both States whole.
    corners = {40: (25, -40), 41: (25, 40), 42: (-20, 40), 43: (-20, -40), 44: (80, 40), 45: (80, -40)}
    for number, (east, north) in corners.items():
        made.node(number, east, north)
    made.way(200, 40, 41, boundary="administrative", admin_level="2")
    made.way(201, 41, 42, 43, 40)
    made.way(202, 41, 44, 45, 40)
    made.relation(300, 200, 201, boundary="administrative", admin_level="2", ISO3166__1__alpha2="PL")
    made.relation(301, 200, 202, boundary="administrative", admin_level="2", ISO3166__1__alpha2="UA")
    for number in (300, 301):
        tags = made.relations[number][1]
        tags["ISO3166-1:alpha2"] = tags.pop("ISO3166:1:alpha2")
    made.node(60, 21, 3, amenity="ferry_terminal", name="Gamma Quay")
    made.node(61, 2, 2, railway="station", station="subway", name="Underground")
    made.node(62, 3, 3, railway="tram_stop", name="Tram")
    return made
