"""What fills the database that ``make_dump`` dumps. It belongs to version 0.1.0, whose services it calls."""
