"""The dashboard, a module for each section; `shell` has what is watched, staff and the audit trail."""
