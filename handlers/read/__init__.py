"""Words to findings: what a message states, with the exact characters that state it."""
