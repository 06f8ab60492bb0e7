"""What the keys of the hub's catalogue are called where people see them."""

SHARING_SAID = {  # translatable
    "open": "May be published",
    "internal": "For the town hall only",
    "department": "For the department only",
}
CYCLES_SAID = {  # translatable
    "": "Not known",
    "daily": "Daily",
    "monthly": "Monthly",
    "yearly": "Yearly",
    "as needed": "As needed",
    "once": "Once only",
}
