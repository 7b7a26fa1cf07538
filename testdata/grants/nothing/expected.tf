# Nothing to grant for 1 resource in 1 file.
