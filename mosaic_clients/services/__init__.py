"""What the system can do.

Every change of a row is made here, and every transaction that this package opens for one. Django's admin opens one of
its own around its add, change and delete pages. No service enqueues a task.
"""
