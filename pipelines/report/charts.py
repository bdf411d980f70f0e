"""Charts of the report: drawn by Vega as SVG while the page is made, so that it carries no script for them.

Each is drawn twice, wide and for a narrow screen; the page shows the one that fits. Colours are variables of the page.
What the numbers are is `sql/report/`'s, where the actors of a network stand is `network.py`'s.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode
from markupsafe import Markup

from pipelines.report.network import Network
from pipelines.report.queries import Row

WIDE, NARROW = 720, 340

STATEMENT_KINDS = ("direct", "mixed", "indirect")
ACTOR_KINDS = ("person", "organisation", "place", "group")

# Vega knows no variables: each stands in the drawing as a colour that nothing else has.
_VARIABLES = ("ink", "soft", "line", "paper", *STATEMENT_KINDS, *ACTOR_KINDS)
_COLOURS = {name: f"#{number:02x}{number:02x}fe" for number, name in enumerate(_VARIABLES)}

_OPENING = re.compile(r"<svg [^>]*>")
_ROLES = re.compile(r' (?:role|aria-(?!label)[a-z]+)="[^"]*"')
_LABELLED_MARK = re.compile(r' aria-label="([^"]*)"([^>]*)/>')
_LABEL = re.compile(r' aria-label="[^"]*"')
_LINK = re.compile(r'<a xlink:href="[^"#]*(#[^"]*)"')

# How a day, the first of a week, a month, a year are written.
_FORMATS = {"day": "%-d %b %Y", "week": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}
_LETTER = 7.4


Drawing = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing in two widths, each an `svg` element that says in its label what it shows."""

    wide: Markup
    narrow: Markup


def bars_by_kind(groups: Sequence[Row], label: str, *, field: str) -> Chart:
    """Draw a bar for each group, its statements by kind; each part leads to those statements, by a field's filter."""
    values = [
        value | {"leads": "#" + urlencode({field: value["name"], "kind": value["kind"]})}
        for value in _by_kind(groups, "name")
    ]
    totals = [{"name": group["name"], "statements": group["statements"]} for group in groups]
    # A tenth of the width is left for the numbers.
    x = alt.X("statements:Q", axis=None, scale=alt.Scale(domain=[0, max(t["statements"] for t in totals) * 1.12]))

    def draw(width: int) -> Drawing:
        y = _names(groups, width)
        bars = alt.Chart(alt.InlineData(values=values)).mark_bar(height=17)
        numbers = alt.Chart(alt.InlineData(values=totals)).mark_text(
            align="left", dx=6, color=_COLOURS["soft"], fontSize=12
        )
        return alt.layer(
            bars.encode(x=x, y=y, color=_kind_colour(), order="order:Q", description="says:N", href="leads:N"),
            numbers.encode(x=x, y=y, text=alt.Text("statements:Q", format=",")),
        ).properties(height=alt.Step(27))

    return _chart(label, draw)


def shares_by_kind(groups: Sequence[Row], label: str) -> Chart:
    """Draw for each group what share of its statements is direct, mixed, indirect."""
    values = [
        value | {"share": value["count"] / value["of"], "middle": (value["before"] + value["count"] / 2) / value["of"]}
        for value in _by_kind(groups, "name")
    ]

    def draw(width: int) -> Drawing:
        y = _names(groups, width)
        base = alt.Chart(alt.InlineData(values=values))
        bars = base.mark_bar(height=19).encode(
            x=alt.X("statements:Q", stack="normalize", axis=None),
            y=y,
            color=_kind_colour(),
            order="order:Q",
            description="says:N",
        )
        shares = (
            base.transform_filter("datum.share >= 0.08")
            .mark_text(fontSize=11)
            .encode(
                x=alt.X("middle:Q", axis=None),
                y=y,
                text=alt.Text("share:Q", format=".0%"),
                color=alt.condition("datum.kind == 'direct'", alt.value(_COLOURS["paper"]), alt.value(_COLOURS["ink"])),
            )
        )
        return alt.layer(bars, shares).properties(height=alt.Step(29))

    return _chart(label, draw)


def over_time(moments: Sequence[Row], unit: str, label: str) -> Chart:
    """Draw the statements of each day, week, month or year, by kind; `moments` has those without any, too."""
    values = [value | {"moment": value["name"].isoformat()} for value in _by_kind(moments, "moment")]
    data = alt.InlineData(values=[value | {"name": value["moment"]} for value in values])

    def draw(width: int) -> Drawing:
        # As many labels as can be read side by side.
        every = -(-len(moments) * 90 // width)
        axis = alt.Axis(
            values=[moment["moment"].isoformat() for moment in moments[::every]],
            labelExpr=f"utcFormat(toDate(datum.value), '{_FORMATS[unit]}')",
            labelAngle=0,
            labelAlign="left" if every > 1 else "center",
            labelOverlap=True,
            ticks=False,
        )
        x = alt.X(
            "moment:O",
            title=None,
            axis=axis,
            scale=alt.Scale(domain=[moment["moment"].isoformat() for moment in moments], paddingInner=0.15),
        )
        drawing: alt.Chart = (
            alt.Chart(data)
            .mark_bar()
            .encode(
                x=x,
                y=alt.Y("statements:Q", title=None, axis=alt.Axis(tickCount=4, domain=False, ticks=False, format=",d")),
                color=_kind_colour(),
                order="order:Q",
                description="says:N",
            )
            .properties(height=220)
        )
        return drawing

    return _chart(label, draw)


def network(lay_out: Callable[[int, int], Network], label: str) -> Chart:
    """Draw who speaks about whom: a line is thick at the one who speaks and runs out at the one spoken of."""

    def draw(width: int) -> Drawing:
        height = 540 if width == WIDE else 460
        laid_out = lay_out(width, height)
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width]))
        y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0]))
        label_y = alt.Y("label_y:Q", axis=None)
        colours = alt.Scale(domain=list(ACTOR_KINDS), range=[_COLOURS[kind] for kind in ACTOR_KINDS])
        colour = alt.Color("kind:N", scale=colours, legend=None)
        lines = alt.Chart(alt.InlineData(values=laid_out.lines)).mark_trail(opacity=0.45)
        nodes = alt.Chart(alt.InlineData(values=laid_out.nodes))
        return alt.layer(
            lines.encode(
                x=x, y=y, detail="line:N", order="step:Q", size=alt.Size("thickness:Q", scale=None), color=colour
            ),
            nodes.mark_circle(opacity=1, stroke=_COLOURS["paper"], strokeWidth=1.5).encode(
                x=x, y=y, size=alt.Size("area:Q", scale=None), color=colour, description="says:N", href="leads:N"
            ),
            nodes.mark_text(
                fontSize=12,
                aria=False,
                color=_COLOURS["paper"],
                stroke=_COLOURS["paper"],
                strokeWidth=4,
                strokeJoin="round",
            ).encode(x=x, y=label_y, text="name:N"),
            nodes.mark_text(fontSize=12, aria=False, color=_COLOURS["ink"]).encode(x=x, y=label_y, text="name:N"),
        ).properties(height=height)

    return _chart(label, draw)


def _by_kind(groups: Sequence[Row], name: str) -> list[dict[str, Any]]:
    """Give a value for each group and kind of statement that it has, in the order of the kinds."""
    return [
        {
            "name": group[name],
            "kind": kind,
            "order": order,
            "count": group[kind],
            "statements": group[kind],
            "of": group["statements"],
            "before": sum(group[earlier] for earlier in STATEMENT_KINDS[:order]),
            "says": f"{group[name]}: {group[kind]:,} {kind} of {group['statements']:,}",
        }
        for group in groups
        for order, kind in enumerate(STATEMENT_KINDS)
        if group[kind]
    ]


def _names(groups: Sequence[Row], width: int) -> alt.Y:
    """Give the axis of names: a column of its own, as wide as its longest name, which starts where the text starts."""
    longest = max(len(group["name"]) for group in groups)
    room = min(longest * _LETTER, 230 if width == WIDE else 130)
    axis = alt.Axis(
        domain=False,
        ticks=False,
        labelAlign="left",
        labelPadding=room + 10,
        labelLimit=room,
        labelColor=_COLOURS["ink"],
        labelFontSize=13,
    )
    return alt.Y("name:N", sort=[group["name"] for group in groups], title=None, axis=axis)


def _kind_colour() -> alt.Color:
    scale = alt.Scale(domain=list(STATEMENT_KINDS), range=[_COLOURS[kind] for kind in STATEMENT_KINDS])
    return alt.Color("kind:N", scale=scale, legend=None)


def _chart(label: str, draw: Callable[[int], Drawing]) -> Chart:
    with debug_mode(False):  # it would look at each part of a drawing as it is made, and Vega looks at the whole
        return Chart(*(_svg(draw(width), width, label) for width in (WIDE, NARROW)))


def _svg(chart: Drawing, width: int, label: str) -> Markup:
    """Draw a chart; its marks get titles, its links lead into the page and are left out of the order of tabs."""
    specification = (
        chart.properties(
            width=width,
            background="transparent",
            padding=0,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(font="Helvetica, Arial, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_COLOURS["soft"], gridColor=_COLOURS["line"], domainColor=_COLOURS["line"], labelFontSize=12
        )
        .to_dict(validate=False)  # Vega looks at it once more, and to look takes as long as to draw
    )
    svg = vl_convert.vegalite_to_svg(specification)
    opening = Markup('<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}">')
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    if not size:
        message = "Vega drew no SVG with a width and a height."
        raise ValueError(message)
    svg = _ROLES.sub("", svg)
    svg = _LABELLED_MARK.sub(r"\2><title>\1</title></path>", svg)
    svg = _LABEL.sub("", svg)
    svg = _LINK.sub(r'<a tabindex="-1" href="\1"', svg)
    for name, colour in _COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    # Vega escapes what it writes.
    return opening.format(label, size[1], size[2], size[1]) + Markup(_OPENING.sub("", svg, count=1))  # noqa: S704
