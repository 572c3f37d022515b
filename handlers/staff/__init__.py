"""What staff do in their own room: answer, take, end, learn, tell everybody (R12, R13)."""
