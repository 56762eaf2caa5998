"""What the system can do. Every transaction starts here; no service enqueues a task."""
