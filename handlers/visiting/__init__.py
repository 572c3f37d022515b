"""Staff's tracking logs of visits, beside the organisation's own records (D6)."""
