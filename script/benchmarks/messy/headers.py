"""What people write over columns: usual words, abbreviations, units behind them, slips."""

from collections.abc import Mapping

HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "date": {
        "en": ("Date", "Order date", "Date of sale", "DATE", "Day", "Date (dd/mm)"),
        "ru": ("Дата", "Дата продажи", "Дата заказа", "ДАТА", "Дата:", "Дата отгрузки"),
        "ro": ("Data", "Data vânzării", "Data comenzii", "DATA", "Data facturii", "data"),
    },
    "asked": {
        "en": ("Date", "Request date", "When", "Date of call", "Received", "Date received"),
        "ru": ("Дата", "Дата обращения", "Дата заявки", "Дата звонка", "Когда обратились", "Дата"),
        "ro": ("Data", "Data cererii", "Data apelului", "Data solicitarii", "Data", "DATA"),
    },
    "first": {
        "en": ("First contact", "Date added", "Created", "Lead date", "First contact date"),
        "ru": ("Первый контакт", "Дата создания", "Дата обращения", "Первое обращение", "Создан"),
        "ro": ("Primul contact", "Data crearii", "Prima cerere", "Data", "Data primului contact"),
    },
    "customer": {
        "en": ("Customer", "Client", "Buyer", "Customer name", "Client name", "Sold to"),
        "ru": (
            "Клиент",
            "Покупатель",
            "Заказчик",
            "Контрагент",
            "Клиент (название)",
            "Фирма-клиент",
        ),
        "ro": ("Client", "Cumpărător", "Clientul", "Beneficiar", "Nume client", "Cumparator"),
    },
    "name": {
        "en": ("Name", "Full name", "Contact person", "Client", "Who called", "Customer name"),
        "ru": ("ФИО", "Имя", "Контактное лицо", "Клиент", "Ф.И.О. клиента", "Имя и фамилия"),
        "ro": (
            "Nume",
            "Nume și prenume",
            "Persoana de contact",
            "Client",
            "Nume prenume",
            "Numele",
        ),
    },
    "company": {
        "en": ("Company", "Firm", "Organisation", "Company name", "Business"),
        "ru": ("Компания", "Организация", "Фирма", "Название компании", "Юр.лицо"),
        "ro": ("Companie", "Firma", "Organizație", "Denumirea firmei", "Societatea"),
    },
    "phone": {
        "en": ("Phone", "Tel.", "Mobile", "Phone number", "Contact phone", "Telephone No."),
        "ru": ("Телефон", "Тел.", "Моб. тел.", "Номер телефона", "Контактный тел.", "Телефн"),
        "ro": ("Telefon", "Tel.", "Nr. de telefon", "Mobil", "Telefonul clientului", "Nr tel"),
    },
    "email": {
        "en": ("E-mail", "Email", "Mail", "Email address", "e-mail addr."),
        "ru": ("Почта", "E-mail", "Эл. почта", "Email", "Адрес эл. почты"),
        "ro": ("E-mail", "Email", "Poșta electronică", "Adresa e-mail", "Mail"),
    },
    "product": {
        "en": ("Product", "Item", "Article", "What was sold", "Product name", "Goods"),
        "ru": ("Товар", "Наименование товара", "Номенклатура", "Изделие", "Товар / услуга"),
        "ro": ("Produs", "Denumirea produsului", "Articol", "Marfa", "Produs/serviciu"),
    },
    "quantity": {
        "en": ("Qty", "Quantity", "Pcs", "Q-ty", "Units"),
        "ru": ("Кол-во", "Количество", "Кол.", "Шт.", "Кол-во, шт"),
        "ro": ("Cantitate", "Cant.", "Buc.", "Cantitatea", "Nr. bucăți"),
    },
    "amount": {
        "en": ("Amount", "Total", "Sum", "Total, EUR", "Order value", "Amount ($)"),
        "ru": ("Сумма", "Сумма, руб.", "Итого", "Сумма заказа", "Стоимость", "Сумма с НДС"),
        "ro": ("Suma", "Suma, lei", "Valoare", "Total", "Suma totală", "Suma (MDL)"),
    },
    "owner": {
        "en": ("Manager", "Sales rep", "Responsible", "Sold by", "Rep"),
        "ru": ("Менеджер", "Ответственный", "Продавец", "Кто ведёт", "Сотрудник"),
        "ro": ("Manager", "Responsabil", "Vânzător", "Agent", "Responsabilul"),
    },
    "source": {
        "en": ("Source", "Where from", "How did you hear", "Lead source", "Came from"),
        "ru": ("Источник", "Откуда узнали", "Откуда", "Источник лида", "Откуда о нас"),
        "ro": ("Sursa", "De unde a aflat", "Sursa", "Proveniență", "De unde"),
    },
    "request": {
        "en": ("Request", "Question", "What they asked", "Message", "Asked for"),
        "ru": ("Запрос", "Суть обращения", "Вопрос", "Что спросили", "Заявка"),
        "ro": ("Cerere", "Solicitare", "Ce a cerut", "Mesaj", "Întrebare"),
    },
    "status": {
        "en": ("Status", "State", "Outcome", "Deal status", "Stage"),
        "ru": ("Статус", "Состояние", "Стадия", "Статус заявки", "Итог"),
        "ro": ("Status", "Stare", "Statut", "Stadiu", "Starea"),
    },
    "next": {
        "en": ("Next contact", "Follow-up date", "Call back on", "Next call", "Next contact date"),
        "ru": (
            "Следующий контакт",
            "Перезвонить",
            "Дата след. контакта",
            "Напомнить",
            "След. звонок",
        ),
        "ro": ("Următorul contact", "De sunat la", "Data revenirii", "Termen", "Urmatorul apel"),
    },
    "region": {
        "en": ("City", "Region", "Town", "Area", "Location"),
        "ru": ("Город", "Регион", "Район", "Область", "Населённый пункт"),
        "ro": ("Oraș", "Regiune", "Localitate", "Raion", "Orașul"),
    },
    "since": {
        "en": ("Customer since", "First order", "Client since", "Registered", "First purchase"),
        "ru": ("Клиент с", "Первая покупка", "Дата регистрации", "Первый заказ", "Клиент с (дата)"),
        "ro": (
            "Client din",
            "Prima comandă",
            "Data înregistrării",
            "Prima achiziție",
            "Client de la",
        ),
    },
    "kind": {
        "en": ("Type", "Activity", "Type of contact", "Kind", "Activity type"),
        "ru": ("Вид", "Тип контакта", "Что сделано", "Вид контакта", "Вид активности"),
        "ro": ("Tip", "Tip contact", "Activitate", "Tipul", "Tip activitate"),
    },
    "score": {
        "en": ("Score", "NPS", "Would recommend", "Rating", "0-10"),
        "ru": ("Оценка", "NPS", "Балл", "Готовность рекомендовать", "Оценка (0-10)"),
        "ro": ("Scor", "NPS", "Punctaj", "Scorul", "Recomandare"),
    },
    "note": {
        "en": ("Note", "Comment", "Remarks", "Notes", "Comments"),
        "ru": ("Примечание", "Комментарий", "Заметки", "Примечания", "Прим."),
        "ro": ("Observații", "Notă", "Comentarii", "Mențiuni", "Obs."),
    },
    "colour": {
        "en": ("Favourite colour", "Colour"),
        "ru": ("Любимый цвет", "Цвет"),
        "ro": ("Culoarea preferată", "Culoare"),
    },
    "number": {
        "en": ("#", "S/N"),
        "ru": ("№ п/п", "№"),
        "ro": ("Nr. crt.", "Nr crt"),
    },
    "price": {
        "en": ("Unit price", "Price"),
        "ru": ("Цена за шт.", "Цена"),
        "ro": ("Preț unitar", "Preț"),
    },
}
"""By kind of column and language; the kinds are those of `columns.FIELDS`."""

NAME_PARTS = {
    "en": ("Last name", "First name", "Middle name"),
    "ru": ("Фамилия", "Имя", "Отчество"),
    "ro": ("Nume", "Prenume", "Patronimic"),
}
