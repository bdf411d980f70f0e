"""Where the actors of a network stand: who speaks about whom, laid out on a rectangle. `charts.py` draws it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot, sqrt
from typing import Any
from urllib.parse import urlencode

import networkx

from pipelines.report.queries import Row

# More than can be told apart, on a wide page and on a narrow one.
_MOST_ACTORS = 26
_MOST_ACTORS_NARROW = 12
_MOST_LINES = 60
_NARROW = 500
_LETTER, _LABEL_HEIGHT = 6.6, 15.0
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Network:
    """Actors as dots with labels, and the points of the lines from who speaks to whom is spoken of, in pixels."""

    nodes: Sequence[dict[str, Any]]
    lines: Sequence[dict[str, Any]]


def lay_out(pairs: Sequence[Row], width: int, height: int) -> Network:
    """Lay out the commonest pairs of speaker and actor spoken of.

    Actors are drawn together by the lines between them (Fruchterman and Reingold's forces, from a fixed seed), then
    moved apart until their labels can be read.
    """
    drawn = _commonest(pairs, _MOST_ACTORS_NARROW if width < _NARROW else _MOST_ACTORS)
    said: Counter[int] = Counter()
    spoken_of: Counter[int] = Counter()
    actors: dict[int, tuple[str, str]] = {}
    graph: networkx.Graph = networkx.Graph()
    for pair in drawn:
        said[pair["speaker_id"]] += pair["statements"]
        spoken_of[pair["about_id"]] += pair["statements"]
        actors[pair["speaker_id"]] = (pair["speaker"], pair["speaker_kind"])
        actors[pair["about_id"]] = (pair["about"], pair["about_kind"])
        weight = graph.get_edge_data(pair["speaker_id"], pair["about_id"], {"weight": 0.0})["weight"]
        graph.add_edge(pair["speaker_id"], pair["about_id"], weight=weight + sqrt(pair["statements"]))
    most = max(pair["statements"] for pair in drawn)
    busiest = max(said[key] + spoken_of[key] for key in actors)
    radii = {key: 4 + 14 * sqrt((said[key] + spoken_of[key]) / busiest) for key in actors}
    places = _places(graph, {key: name for key, (name, _) in actors.items()}, radii, width, height)
    nodes = [
        {
            "name": name,
            "kind": kind,
            "x": places[key][0],
            "y": places[key][1],
            "label_y": round(places[key][1] + radii[key] + 9, 1),
            "area": round(3.1416 * radii[key] ** 2, 1),
            "says": f"{name}: speaks of those shown in {said[key]:,} statements, is spoken of in {spoken_of[key]:,}",
            "leads": "#" + urlencode({"speaker": name} if said[key] >= spoken_of[key] else {"about": name}),
        }
        for key, (name, kind) in actors.items()
    ]
    lines = [
        {"line": number, "step": step, "x": x, "y": y, "kind": pair["speaker_kind"], "thickness": thickness}
        for number, pair in enumerate(drawn)
        for step, (x, y, thickness) in enumerate(
            _line(places[pair["speaker_id"]], places[pair["about_id"]], 1.5 + 7 * sqrt(pair["statements"] / most))
        )
    ]
    return Network(nodes, lines)


def _commonest(pairs: Sequence[Row], most_actors: int) -> list[Row]:
    """Give the commonest pairs, as long as there are not too many actors in them."""
    actors: set[int] = set()
    drawn: list[Row] = []
    for pair in pairs:
        both = actors | {pair["speaker_id"], pair["about_id"]}
        if len(both) <= most_actors and len(drawn) < _MOST_LINES:
            actors = both
            drawn.append(pair)
    return drawn


def _places(
    graph: networkx.Graph, names: dict[int, str], radii: dict[int, float], width: int, height: int
) -> dict[int, tuple[float, float]]:
    places: dict[int, list[float]] = {}
    parts = sorted((sorted(part) for part in networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    for part, (left, top, across, down) in zip(
        parts, _divide([len(part) for part in parts], width, height), strict=True
    ):
        laid = networkx.spring_layout(graph.subgraph(part), k=2.2 / sqrt(len(part)), iterations=300, seed=7)
        xs, ys = [float(x) for x, _ in laid.values()], [float(y) for _, y in laid.values()]
        for key, (x, y) in laid.items():
            places[key] = [
                left + 70 + max(across - 140, 0) * _share(float(x), xs),
                top + 25 + max(down - 65, 0) * _share(float(y), ys),
            ]
    # What an actor takes up: dot and label.
    boxes = {
        key: (max(radii[key], len(names[key]) * _LETTER / 2) + 3, radii[key] + _LABEL_HEIGHT / 2 + 4) for key in places
    }
    keys = list(places)
    for _ in range(200):
        moved = [_move_apart(places, boxes, one, other) for one, other in combinations(keys, 2)]
        if not any(moved):
            break
        for key, (half, tall) in boxes.items():
            places[key][0] = min(max(places[key][0], half), width - half)
            places[key][1] = min(max(places[key][1], tall), height - tall - _LABEL_HEIGHT)
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in places.items()}


def _share(value: float, values: Sequence[float]) -> float:
    return (value - min(values)) / ((max(values) - min(values)) or 1.0)


def _divide(
    sizes: Sequence[int], width: float, height: float, left: float = 0, top: float = 0
) -> list[tuple[float, float, float, float]]:
    """Divide a rectangle among the parts of a network by their sizes: left, top, width, height of each."""
    if len(sizes) < 2:
        return [(left, top, width, height)] * len(sizes)
    # Halves as equal as can be, of the longer side.
    half = min(range(1, len(sizes)), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))
    share = sum(sizes[:half]) / sum(sizes)
    if width > height:
        first, second = (share * width, height, left, top), ((1 - share) * width, height, left + share * width, top)
    else:
        first, second = (width, share * height, left, top), (width, (1 - share) * height, left, top + share * height)
    return _divide(sizes[:half], *first) + _divide(sizes[half:], *second)


def _move_apart(places: dict[int, list[float]], boxes: dict[int, tuple[float, float]], one: int, other: int) -> bool:
    """Move two actors apart if one covers the other, in the direction in which the way is shorter."""
    across = boxes[one][0] + boxes[other][0] - abs(places[one][0] - places[other][0])
    down = boxes[one][1] + boxes[other][1] - abs(places[one][1] - places[other][1])
    if across <= 0 or down <= 0:
        return False
    axis, by = (0, across) if across < down else (1, down)
    sign = 1 if places[one][axis] < places[other][axis] else -1
    places[one][axis] -= sign * by / 2
    places[other][axis] += sign * by / 2
    return True


def _line(start: tuple[float, float], end: tuple[float, float], thickness: float) -> list[tuple[float, float, float]]:
    """Give points of a curve that bends to its left, so that lines to and fro lie side by side, and its thickness."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1.0
    bend = min(0.16 * length, 30.0)
    middle = ((x1 + x2) / 2 + bend * (y2 - y1) / length, (y1 + y2) / 2 - bend * (x2 - x1) / length)
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * middle[0] + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * middle[1] + t**2 * y2
        points.append((round(x, 1), round(y, 1), round(thickness * (1 - t) + 0.4 * t, 2)))
    return points
