"""The guidance record: trajectories, needs, contacts, the plan of intensity. Never read by research rooms."""
