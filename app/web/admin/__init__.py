"""The operator's dashboard: routes for staff, each with the permission that it needs."""
