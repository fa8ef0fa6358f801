"""The VIP2-like scenario, loaded through the rooms' own actions: 1,500 people in five regions."""
