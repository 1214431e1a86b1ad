"""What the made workbooks speak of, in three languages, and what people write over columns."""

from collections.abc import Mapping

LANGUAGES = ("en", "ru", "ro")

FIRST = {
    "en": ("Anna", "John", "Mary", "Peter", "Susan", "Mark", "Helen", "Paul", "Laura", "Tom"),
    "ru": ("Анна", "Иван", "Мария", "Пётр", "Елена", "Сергей", "Ольга", "Павел", "Ирина", "Олег"),
    "ro": ("Ana", "Ion", "Maria", "Petru", "Elena", "Ștefan", "Ioana", "Pavel", "Irina", "Mihai"),
}
LAST = {
    "en": (
        "Smith",
        "Brown",
        "Taylor",
        "Wilson",
        "Evans",
        "Clark",
        "Hall",
        "Young",
        "Green",
        "King",
    ),
    "ru": ("Петренко", "Сидоренко", "Коваль", "Бондарь", "Гришко", "Малых", "Седых", "Дюма"),
    "ro": ("Popa", "Rusu", "Munteanu", "Ciobanu", "Țurcanu", "Lungu", "Moraru", "Cojocaru"),
}
MIDDLE = {
    "en": ("J.", "Lee", "Ann", "R."),
    "ru": ("Ивановна", "Петрович", "Олегович", "Сергеевна"),
    "ro": ("Ion", "Vasile", "Andrei", "Elena"),
}
FIRMS = {
    "en": ("Northwind Ltd", "Acme Inc.", "Blue Oak LLC", "Harbour & Sons", "Kite Works"),
    "ru": ("ООО Ромашка", "ИП Коваль", "ЗАО Север", "ООО «Мир дверей»", "АО Дом"),
    "ro": ("SRL Luceafărul", "SA Moldinvest", "II Popa", "SRL Casa Noastră", "SRL Nord"),
}
PRODUCTS = {
    "en": ("Oak table", "Door, white", "Chair", "Shelf 80 cm", "Lamp", "Delivery"),
    "ru": ("Стол дубовый", "Дверь белая", "Стул", "Полка 80 см", "Лампа", "Доставка"),
    "ro": ("Masă de stejar", "Ușă albă", "Scaun", "Raft 80 cm", "Lampă", "Livrare"),
}
CITIES = {
    "en": ("Leeds", "York", "Bath", "Derby"),
    "ru": ("Тула", "Омск", "Казань", "Пермь"),
    "ro": ("Chișinău", "Bălți", "Orhei", "Cahul"),
}
OWNERS = {
    "en": ("Kate", "Bob", "Ruth"),
    "ru": ("Катя", "Борис", "Рита"),
    "ro": ("Cătălina", "Bogdan", "Rita"),
}
SOURCES = {
    "en": ("search", "recommendation", "advertising", "leaflet at the station"),
    "ru": ("по совету друзей", "листовка", "вывеска", "выставка"),
    "ro": ("recomandarea unui prieten", "pliant", "banner", "expoziție"),
}
REQUESTS = {
    "en": ("needs a door by May", "asks for prices", "two tables, oak", "delivery to Leeds?"),
    "ru": ("нужна дверь к маю", "спрашивает цены", "два стола из дуба", "есть ли доставка?"),
    "ro": ("are nevoie de o ușă", "întreabă prețurile", "două mese de stejar", "livrați la Orhei?"),
}
NOTES = {
    "en": ("call after six", "ask for Ann", "paid in cash", "likes oak"),
    "ru": ("звонить после шести", "спросить Анну", "платит наличными", "любит дуб"),
    "ro": ("sunați după ora șase", "întrebați de Ana", "plătește numerar", "preferă stejar"),
}
COLOURS = {
    "en": ("red", "blue", "green"),
    "ru": ("красный", "синий", "зелёный"),
    "ro": ("roșu", "albastru", "verde"),
}
REMARKS = {
    "en": ("to be agreed", "after the holidays", "ask again"),
    "ru": ("уточнить", "после праздников", "перезвонить"),
    "ro": ("de precizat", "după sărbători", "de întrebat"),
}
BLANKS = {"en": ("-", "n/a", "none"), "ru": ("нет", "-", "н/д"), "ro": ("-", "n/a", "nu are")}
MARKS = ("-", "n/a", "н/д")
"""Those of them that nobody can be called."""

TOTALS = {"en": ("Total", "Subtotal"), "ru": ("Итого", "Всего"), "ro": ("Total", "Subtotal")}
CURRENCIES = {"en": ("$", ""), "ru": ("", " руб."), "ro": ("", " lei")}

TITLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Orders": {
        "en": ("Sales 2024", "Order book", "Sheet1"),
        "ru": ("Продажи", "Отгрузки 2024", "Лист1"),
        "ro": ("Vânzări 2024", "Comenzi", "Foaie1"),
    },
    "Inquiries": {
        "en": ("Requests", "Phone log", "Inquiries 24"),
        "ru": ("Заявки 2024", "Журнал", "Обращения"),
        "ro": ("Solicitări", "Jurnal", "Apeluri"),
    },
    "Leads": {
        "en": ("Leads", "My leads", "Leads Q1"),
        "ru": ("Лиды", "Потенциальные клиенты", "Лиды 2024"),
        "ro": ("Leaduri", "Clienți potențiali", "Leads"),
    },
    "Customers": {
        "en": ("Clients", "Customer list", "Base"),
        "ru": ("Клиенты", "База клиентов", "Наши клиенты"),
        "ro": ("Clienți", "Baza de clienți", "Lista clienților"),
    },
    "Activities": {
        "en": ("Activity log", "Visits", "Tasks done"),
        "ru": ("Встречи", "Работа менеджеров", "Действия"),
        "ro": ("Activități", "Vizite", "Întâlniri"),
    },
    "Surveys": {
        "en": ("Survey 2024", "Feedback", "NPS"),
        "ru": ("Опрос", "Отзывы", "Опросы 2024"),
        "ro": ("Sondaj", "Chestionar", "Feedback"),
    },
}
