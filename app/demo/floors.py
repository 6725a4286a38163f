"""The floors of the demo's lots. None of them exists."""

from __future__ import annotations

from app.lots.drawing import LandmarkKind
from app.lots.rules import FloorPlan
from app.lots.sketch import FloorSketch

_LIFT, _STAIRS, _PAY = LandmarkKind.LIFT, LandmarkKind.STAIRS, LandmarkKind.PAY_STATION
_IN, _OUT = LandmarkKind.ENTRANCE, LandmarkKind.EXIT


def plaza_damai_roof() -> FloorPlan:
    """A deck with cut corners; the spots lean into a ring of one-way lanes."""
    floor = FloorSketch(
        4710,
        3700,
        *((560, 60), (4150, 60), (4650, 560), (4650, 3140)),
        *((4150, 3640), (560, 3640), (60, 3140), (60, 560)),
    )
    floor.lane((500, 1000), (4310, 1000), width=500)
    floor.lane((4310, 1000), (4310, 2690), width=500)
    floor.lane((4310, 2690), (500, 2690), width=500)
    floor.lane((500, 2690), (500, 1000), width=500)
    floor.lane((2450, 2690), (2450, 3340), one_way=False)
    floor.row("A", 865, 451, "vvssssssss", lean=30)
    floor.row("B", 865, 1549, "ssss---sss", lean=-30)
    floor.row("C", 865, 2141, "ssss---sss", lean=-30)
    floor.row("D", 865, 3239, "eee----sss", lean=30)
    floor.landmark(_LIFT, "Lift 1", 2520, 1549)
    floor.landmark(_STAIRS, "Stairs", 2520, 2141)
    floor.landmark(_IN, "Entrance", 2450, 3190)
    floor.landmark(_OUT, "Exit", 2450, 3500)
    return floor.plan()


def plaza_damai_ground() -> FloorPlan:
    """L-shaped, around the shops: in from one street, out to the other."""
    floor = FloorSketch(
        4400, 3900, (60, 60), (4340, 60), (4340, 2300), (2700, 2300), (2700, 3840), (60, 3840)
    )
    floor.lane((4040, 970), (400, 970))
    floor.lane((400, 970), (400, 3300))
    floor.lane((400, 3300), (2400, 3300))
    floor.row("A", 735, 400, "oooessssssss")
    floor.row("B", 735, 1540, "sssssssssee")
    floor.row("C", 735, 2730, "ssssss")
    floor.row("M", 735, 3720, "m" * 14)
    floor.wall((800, 1900), (2600, 1900), (2600, 2380), (800, 2380))
    floor.wall((800, 2200), (800, 2380))
    floor.landmark(_LIFT, "Lift 1", 1200, 2140)
    floor.landmark(_STAIRS, "Stairs", 2060, 2140)
    floor.landmark(_PAY, "Pay here", 3300, 2050)
    floor.landmark(_IN, "Entrance", 3950, 970)
    floor.landmark(_OUT, "Exit", 2480, 3300)
    return floor.plan()


def plaza_damai_basement_1() -> FloorPlan:
    """Three lanes joined to a ring, the lifts and the ramps below."""
    floor = FloorSketch(3900, 5260)
    for y in (970, 2660):
        floor.lane((400, y), (3500, y))
    floor.lane((3500, 970), (3500, 4350))
    floor.lane((3500, 4350), (400, 4350))
    floor.lane((400, 4350), (400, 970))
    floor.lane((1500, 5000), (1500, 4350), width=400)
    floor.lane((2500, 4350), (2500, 5000), width=400)
    floor.row("A", 735, 400, "oossssss")
    floor.row("B", 735, 1540, "eeeesssss")
    floor.row("C", 735, 2090, "sssssssvv")
    floor.row("D", 735, 3230, "sssssssss")
    floor.row("E", 735, 3780, "sssssssss")
    floor.wall((735, 1815), (3145, 1815))
    floor.wall((735, 3505), (3145, 3505))
    floor.wall((960, 5200), (960, 4700), (640, 4700))
    floor.wall((2940, 5200), (2940, 4700), (3260, 4700))
    floor.landmark(_LIFT, "Lift 1", 500, 4950)
    floor.landmark(_LIFT, "Lift 2", 3400, 4950)
    floor.landmark(_STAIRS, "Stairs", 400, 360)
    floor.landmark(_PAY, "Pay here", 3480, 360)
    floor.landmark(_IN, "Entrance", 1500, 5000)
    floor.landmark(_OUT, "Exit", 2500, 5000)
    return floor.plan()


def plaza_damai_basement_2() -> FloorPlan:
    """The lanes run the other way here: three aisles between two cross lanes."""
    floor = FloorSketch(5320, 4500)
    floor.lane((970, 400), (4350, 400))
    floor.lane((4350, 400), (4350, 3740))
    floor.lane((4350, 3740), (970, 3740))
    floor.lane((970, 3740), (970, 400))
    floor.lane((2660, 400), (2660, 3740))
    floor.lane((1815, 4240), (1815, 3740), width=400)
    floor.lane((3505, 3740), (3505, 4240), width=400)
    for letter, x, kinds in (
        ("A", 400, "ssssssssss"),
        ("B", 1540, "ssssssssss"),
        ("C", 2090, "eeeeeessss"),
        ("D", 3230, "ssssssssss"),
        ("E", 3780, "ssssssssss"),
        ("F", 4920, "oossssssv"),
    ):
        floor.column(letter, x, 735, kinds)
    floor.wall((1815, 735), (1815, 3425))
    floor.wall((3505, 735), (3505, 3425))
    floor.landmark(_LIFT, "Lift 1", 4920, 400)
    floor.landmark(_LIFT, "Lift 2", 400, 4100)
    floor.landmark(_STAIRS, "Stairs", 400, 400)
    floor.landmark(_PAY, "Pay here", 4800, 4100)
    floor.landmark(_IN, "Entrance", 1815, 4240)
    floor.landmark(_OUT, "Exit", 3505, 4240)
    return floor.plan()


def menara_suria_podium() -> FloorPlan:
    """A big one: seven lanes with two dozen spots on either side, around the core of the tower."""
    floor = FloorSketch(7930, 12_300)
    left, right = 400, 7530
    lanes = [970 + 1690 * number for number in range(7)]
    first, third, last = lanes[0], lanes[2], lanes[-1]
    for y in lanes[:-1]:
        floor.lane((left, y), (right, y))
        if y != third:
            floor.wall((735, y + 845), (7195, y + 845))
    floor.lane((right, first), (right, last))
    floor.lane((right, last), (left, last))
    floor.lane((left, last), (left, first))
    floor.lane((3400, 12_040), (3400, last), width=400)
    floor.lane((4540, last), (4540, 12_040), width=400)

    whole = "s" * 24
    core = "sssssoo" + "-" * 8 + "ssssssss"
    ramps = "s" * 9 + "-" * 6 + "s" * 9
    above = {"A": "v" * 4 + "s" * 20, "C": whole, "E": "e" * 12 + "s" * 12, "G": core}
    below = {"B": whole, "D": whole, "F": core, "H": "e" * 8 + "s" * 16}
    above |= {"J": whole, "L": whole, "N": whole}
    below |= {"K": whole, "M": whole, "P": ramps}
    for row, aside in ((above, -570), (below, 570)):
        for y, (letter, kinds) in zip(lanes, row.items(), strict=True):
            floor.row(letter, 735, y + aside, kinds)

    floor.wall((3500, 4760), (2980, 4760), (2980, 5630), (4970, 5630), (4970, 4760), (4450, 4760))
    floor.landmark(_LIFT, "Lifts A", 3330, 5320)
    floor.landmark(_LIFT, "Lifts B", 4620, 5320)
    floor.landmark(_PAY, "Pay here", 3975, 5000)
    floor.landmark(_STAIRS, "Stairs 1", 400, 360)
    floor.landmark(_STAIRS, "Stairs 2", 7530, 360)
    floor.landmark(_IN, "Entrance", 3400, 12_040)
    floor.landmark(_OUT, "Exit", 4540, 12_040)
    return floor.plan()


def menara_suria_deck() -> FloorPlan:
    """Two rows along one lane for both directions, at the lobby of the tower."""
    floor = FloorSketch(4300, 2300)
    floor.lane((360, 1150), (3500, 1150), one_way=False)
    floor.row("A", 735, 580, "vvvvvvvvvv")
    floor.row("B", 735, 1720, "eeeeeessoo")
    floor.wall((3850, 60), (3850, 800))
    floor.wall((3850, 2240), (3850, 1500))
    floor.landmark(_LIFT, "Lobby", 3960, 1150)
    floor.landmark(_IN, "Entrance", 560, 1010)
    floor.landmark(_OUT, "Exit", 560, 1290)
    return floor.plan()


def pasar_seni_baru_yard() -> FloorPlan:
    """Open ground beside a market: a ring of a lane, slanting spots, motorcycles on the market's side."""
    floor = FloorSketch(4600, 3500, (60, 500), (900, 60), (4540, 60), (4540, 2500), (3700, 3440), (60, 3440))
    floor.lane((700, 900), (3900, 900), (3900, 2530), (700, 2530), (700, 900), width=450)
    floor.lane((285, 1715), (700, 1715), width=450)
    floor.lane((3900, 1715), (4315, 1715), width=450)
    floor.row("A", 1030, 376, "ssssssssss", lean=30)
    floor.row("B", 1060, 1424, "ssssseee", lean=-30)
    floor.row("C", 1060, 2006, "ssssssss", lean=-30)
    floor.row("D", 3000, 3025, "oo")
    floor.row("M", 760, 2875, "m" * 18)
    floor.landmark(_PAY, "Pay here", 2250, 3210)
    floor.landmark(_STAIRS, "To the market", 1150, 3210)
    floor.landmark(_IN, "Entrance", 500, 1715)
    floor.landmark(_OUT, "Exit", 4240, 1715)
    return floor.plan()
