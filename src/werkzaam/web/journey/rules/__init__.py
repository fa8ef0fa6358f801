"""Pure decisions of guidance: no framework, no database, no clock."""
