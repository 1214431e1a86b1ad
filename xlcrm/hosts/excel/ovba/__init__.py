"""A VBA project written from its sources alone, as MS-OVBA and MS-CFB say; knows no CRM."""
