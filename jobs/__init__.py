"""Long work that loses nothing: the table is the queue, Celery is the engine."""
