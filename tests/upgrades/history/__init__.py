"""What happens in the database that ``make_dump`` writes down. Belongs to version 0.1.0, whose services it calls."""
