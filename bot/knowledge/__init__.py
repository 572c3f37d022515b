"""Knowledge outside the handlers: a sentence model, and tables that staff can edit."""
