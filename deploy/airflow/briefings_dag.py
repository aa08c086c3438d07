"""A daily run of each source, for Airflow 2.7 and later releases of Airflow 2: copy into the folder of DAGs."""

from datetime import UTC, datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

PROJECT = "/srv/briefings"
SOURCES = ("scio",)

for source in SOURCES:
    dag = DAG(
        dag_id=f"briefings_{source}",
        schedule="17 3 * * *",
        start_date=datetime(2026, 1, 1, tzinfo=UTC),
        catchup=False,
        # A second run of the same source would end at once with 8.
        max_active_runs=1,
    )
    BashOperator(
        dag=dag,
        task_id="crawl",
        # exec, so that the SIGTERM of a stopped task reaches the run, which then ends in order with 7.
        bash_command=f"exec {PROJECT}/venv/bin/scrapy crawl {source}"
        f" -s BRIEFINGS_DATA={PROJECT}/data -s BRIEFINGS_CONTACT=https://example.org/briefings",
        env={"SCRAPY_SETTINGS_MODULE": "briefings.settings"},
        append_env=True,
        # Incomplete: what could be had is kept, and the run of the next day takes up the rest. The task is marked as
        # skipped; what follows it and wants such data too needs trigger_rule="none_failed".
        skip_on_exit_code=[3],
        # For 1 and 7. After 2, 4, 5, 6 and 8, which need a person, two more tries cost little.
        retries=2,
        retry_delay=timedelta(minutes=10),
    )
    globals()[dag.dag_id] = dag
