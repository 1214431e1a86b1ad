"""The words of the sample firm: a coffee roaster that supplies cafes, shops, offices and homes.

All people and firms are made up. Phone numbers are of the ranges that the British regulator
keeps for drama; e-mail addresses end in the domains that are reserved for examples.
"""

from collections.abc import Mapping
from dataclasses import dataclass

WOMEN = (
    *("Alice", "Amelia", "Beth", "Carla", "Dana", "Edith", "Elena", "Farah", "Grace", "Hannah"),
    *("Irene", "Joan", "Julia", "Karen", "Laura", "Maeve", "Nora", "Olive", "Priya", "Rosa"),
    *("Sara", "Tessa", "Una", "Vera", "Wendy", "Zoe"),
)
MEN = (
    *("Adam", "Ben", "Callum", "David", "Ewan", "Felix", "George", "Harry", "Ian", "Jonas"),
    *("Kit", "Liam", "Marco", "Neil", "Oscar", "Pavel", "Quentin", "Rafi", "Simon", "Theo"),
    *("Umar", "Victor", "Will", "Yusuf"),
)
SURNAMES = (
    *("Abbott", "Barnes", "Carver", "Dalton", "Eastwood", "Finch", "Garner", "Holloway", "Ingram"),
    *("Jessop", "Keane", "Lockwood", "Marsh", "Norwood", "Osborne", "Pryor", "Quayle", "Rowntree"),
    *("Sefton", "Thorne", "Underhill", "Vance", "Whitlock", "Yardley", "Ashby", "Birch", "Colby"),
    *("Drake", "Ellery", "Fenwick", "Goddard", "Haigh", "Ivory", "Jarvis", "Kirkham", "Langley"),
)
FIRM_FIRST = (
    *("Amber", "Blue", "Copper", "Dove", "Elder", "Fern", "Green", "Harbour", "Iron", "Juniper"),
    *("Kite", "Lantern", "Mill", "North", "Old", "Paper", "Quarry", "River", "Silver", "Tide"),
    *(
        "Upper",
        "Velvet",
        "Willow",
        "Yellow",
        "Bramble",
        "Cedar",
        "Flint",
        "Hazel",
        "Linden",
        "Rowan",
    ),
)
FIRM_SECOND = (
    *("Anchor", "Bridge", "Corner", "Door", "Field", "Garden", "Hill", "Lane", "Lark", "Moon"),
    *(
        "Oak",
        "Park",
        "Quay",
        "Room",
        "Stone",
        "Tower",
        "Wharf",
        "Yard",
        "Arch",
        "Gate",
        "Mews",
        "Row",
    ),
)
OWNERS = ("Nina Hart", "Tom Reyes", "Ola Brandt")
REGIONS = ("North", "Centre", "South", "Coast")
AREA_CODES: Mapping[str, str] = {
    "North": "0113 496 0",
    "Centre": "0161 496 0",
    "South": "020 7946 0",
    "Coast": "0117 496 0",
}
NEEDS = ("cafe supply", "shop shelf", "office coffee", "gifts", "event", "coffee at home")
COMPETITORS = ("Bean Brothers", "Harbour Roast", "a supermarket brand")
MACHINES = ("La Piccola", "Brewster 2", "own machine", "none")
DELIVERIES = ("van", "courier", "pick-up")


@dataclass(frozen=True)
class Product:
    """One product of the price list; the price is in whole cents."""

    name: str
    category: str
    price: int


PRODUCTS: Mapping[str, Product] = {
    product.name: product
    for product in (
        Product("House Blend 1 kg", "beans", 1950),
        Product("Espresso Nero 1 kg", "beans", 2200),
        Product("Decaf 1 kg", "beans", 2400),
        Product("Single Origin 250 g", "beans", 980),
        Product("Filter Roast 250 g", "beans", 890),
        Product("Office Pods 100", "pods", 3200),
        Product("Drip Bags 20", "pods", 1400),
        Product("Machine Rental Month", "machines", 12000),
        Product("Grinder Service", "machines", 8500),
        Product("Barista Training", "training", 18000),
        Product("Gift Box", "gifts", 3600),
        Product("Paper Cups 1000", "supplies", 4800),
        Product("Oat Drink 6 l", "supplies", 1300),
        Product("Syrup 1 l", "supplies", 1100),
    )
}


@dataclass(frozen=True)
class Profile:
    """One kind of customer.

    Attributes:
        need: what it needs coffee for.
        suffixes: how such firms are called; empty for a private person.
        weight: its share of those who ask.
        wins: the share of those who ask that buy.
        gap: usual days between orders, low and high; none for one who buys once.
        stays: mean days until it goes quiet.
        lines: most lines of an order.
        quantity: most of one product.
        products: what it buys, most liked first.
    """

    need: str
    suffixes: tuple[str, ...]
    weight: float
    wins: float
    gap: tuple[int, int] | None
    stays: float
    lines: int
    quantity: int
    products: tuple[str, ...]


PROFILES = (
    Profile(
        "cafe supply",
        ("Cafe", "Coffee House", "Bakery", "Kitchen"),
        *(0.22, 0.28, (15, 33), 1100.0, 4, 9),
        ("Espresso Nero 1 kg", "House Blend 1 kg", "Oat Drink 6 l", "Paper Cups 1000", "Syrup 1 l"),
    ),
    Profile(
        "shop shelf",
        ("Deli", "Farm Shop", "Grocers", "Books"),
        *(0.14, 0.25, (36, 66), 1000.0, 4, 14),
        ("Single Origin 250 g", "Filter Roast 250 g", "Drip Bags 20", "Gift Box"),
    ),
    Profile(
        "office coffee",
        ("Studio", "Legal", "Software", "Architects", "Clinic"),
        *(0.22, 0.26, (75, 105), 1300.0, 3, 8),
        ("Office Pods 100", "Machine Rental Month", "Grinder Service", "Decaf 1 kg"),
    ),
    Profile(
        "gifts",
        ("Insurance", "Estates", "Bank", "Logistics"),
        *(0.08, 0.28, (350, 380), 900.0, 2, 40),
        ("Gift Box", "Single Origin 250 g"),
    ),
    Profile(
        "event",
        (),
        *(0.12, 0.2, None, 1.0, 3, 6),
        ("Barista Training", "House Blend 1 kg", "Paper Cups 1000"),
    ),
    Profile(
        "coffee at home",
        (),
        *(0.2, 0.2, (26, 60), 420.0, 2, 3),
        ("Filter Roast 250 g", "Single Origin 250 g", "Decaf 1 kg", "Drip Bags 20"),
    ),
)
REQUESTS: Mapping[str, tuple[str, ...]] = {
    "cafe supply": (
        "New cafe opens in spring, needs espresso and a grinder",
        "Unhappy with stale beans, wants weekly delivery",
        "Asks for prices for 10 kg a week",
        "Wants to taste the espresso first",
    ),
    "shop shelf": (
        "Would like small bags with their own label",
        "Asks for a shelf display and prices",
        "Looks for a local roaster",
    ),
    "office coffee": (
        "30 people, wants pods and a machine to rent",
        "Current machine breaks down every month",
        "Asks whether decaf pods exist",
    ),
    "gifts": ("Christmas gifts for 40 clients", "Gift boxes with a card, delivered in December"),
    "event": ("Coffee cart for a wedding", "Barista course for a team of six"),
    "coffee at home": (
        "Filter coffee by post, once a month",
        "Which roast suits a moka pot?",
        "Decaf that tastes of something",
    ),
}
NEXT_STEPS = (
    "Call back",
    "Send samples",
    "Send the offer",
    "Visit and taste",
    "Ask for a decision",
)
