"""Many documents: jobs, a ledger that resumes, workers that may die."""
