"""An interviewer's pages: whom to call, and the same questions filled in at the telephone or from paper."""
