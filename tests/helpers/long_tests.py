"""The tests that take seconds of the processor each: `make test` leaves them out, `make test ALL=1` and CI run them.

What they try is tried by quicker tests too, on smaller graphs or on the embedded engine alone; these repeat it on real
files, against other programs, or with processes that are killed.
"""

from __future__ import annotations

#: A module or a test, and the word that a case of it has in its id; "" for all its cases.
LONG: tuple[tuple[str, str], ...] = (
    # Other programs, which are installed or started for it
    ("tests/exporters/ftm/test_writer.py", ""),
    ("tests/exporters/test_neo4j_admin.py::test_the_real_importer_makes_the_same_graph", ""),
    ("tests/house/test_wheel.py", ""),
    ("tests/loaders/ftm/test_ftm.py::test_the_table_is_the_one_that_followthemoney_publishes", ""),
    ("tests/queries/catalogue/test_catalogue.py::test_each_file_runs_as_it_stands_in_cypher_shell", ""),
    # Killed, and tried at random
    ("tests/graph/engines/test_embedded.py::test_a_load_that_is_stopped_at_random_moments", ""),
    ("tests/loaders/ftm/test_parallel.py::test_a_load_that_is_stopped_leaves_no_process_and_can_be_run_again", ""),
    ("tests/loaders/ftm/test_parallel.py::test_a_second_process_that_is_killed_is_made_up_for", "neo4j"),
    ("tests/loaders/ftm/test_parallel.py::test_a_second_process_that_is_killed_is_made_up_for", "0.3"),
    ("tests/loaders/osm/test_osm.py::test_lengths_are_those_of_the_shortest_way_without_a_third_station", "[2]"),
    ("tests/loaders/osm/test_osm.py::test_lengths_are_those_of_the_shortest_way_without_a_third_station", "[3]"),
    ("tests/loaders/osm/test_osm.py::test_lengths_are_those_of_the_shortest_way_without_a_third_station", "[4]"),
    ("tests/loaders/osm/test_osm.py::test_lengths_are_those_of_the_shortest_way_without_a_third_station", "[5]"),
    ("tests/loaders/osm/test_osm.py::test_a_route_is_as_long_as_the_shortest_way_over_the_tracks", "[2]"),
    ("tests/loaders/osm/test_osm.py::test_a_route_is_as_long_as_the_shortest_way_over_the_tracks", "[3]"),
    ("tests/loaders/osm/test_osm.py::test_a_route_is_as_long_as_the_shortest_way_over_the_tracks", "[4]"),
    ("tests/loaders/osm/test_osm.py::test_a_route_is_as_long_as_the_shortest_way_over_the_tracks", "[5]"),
    ("tests/hard/test_soak.py", ""),
    ("tests/hard/test_two_engines.py", ""),
    # The shipped case loaded, moved or written whole
    ("tests/loaders/test_loaders.py::test_shipped_files_twice_are_all_unchanged", ""),
    ("tests/loaders/test_loaders.py::test_the_real_files_join_the_shipped_case_in_either_order", ""),
    ("tests/graph/transfer/test_copy.py::test_there_and_back_the_case_is_the_same", ""),
    ("tests/queries/assessment/test_cases.py::test_agreement", "neo4j"),
    ("tests/queries/catalogue/test_third_engine.py::test_the_shipped_case_is_answered_alike", ""),
    ("tests/dossier/portable/test_portable.py::test_a_case_is_the_same_from_either_engine", "Tumangang"),
    ("tests/graph/withdrawal/test_forget.py::test_purging_a_shipped_report_keeps_what_others_say", "neo4j"),
    ("tests/graph/test_direct.py::test_it_is_derived_and_can_be_left_out", "neo4j"),
    ("tests/graph/test_direct.py::test_the_case_has_one_for_each_statement_that_names_two_things", "neo4j"),
    ("tests/reading/test_propose.py::test_accepted_claims_load_with_their_quotes", "neo4j"),
    ("tests/exporters/test_rdf.py::test_every_form_is_the_same_from_both_engines", "neo4j"),
    ("tests/exporters/test_rdf.py::test_the_graph_comes_back", "neo4j"),
    ("tests/exporters/test_rdf.py::test_all_forms_say_the_same", ""),
    ("tests/exporters/test_rdf.py::test_shapes_hold_of_the_export", ""),
    ("tests/dossier/portable/test_other_forms.py::test_a_case_alone_is_followthemoney_that_loads", "neo4j"),
    ("tests/dossier/portable/test_portable.py::test_each_changed_byte_is_noticed", ""),
    ("tests/dossier/portable/test_portable.py::test_a_case_is_the_same_from_either_engine", "neo4j"),
    ("tests/dossier/portable/test_portable.py::test_it_is_worked_out_again_on_either_engine", "neo4j"),
    ("tests/notebooks/test_notebooks.py", "neo4j"),
    ("tests/docs/test_docs.py::test_blocks_for_a_server_run", ""),
    # Each question, on a server too
    ("tests/queries/test_as_of.py::test_as_of", "neo4j"),
    ("tests/queries/test_as_of.py::test_as_of", "on the other days"),
    ("tests/queries/test_as_of.py::test_as_of", "-assess]"),
    ("tests/queries/catalogue/test_clauses.py::test_both_engines_answer_the_made_graphs_alike", ""),
    ("tests/queries/identity/test_resolve.py::test_things_that_are_joined_are_one_for_every_question", ""),
    ("tests/queries/assessment/test_regimes.py::test_what_each_paragraph_is_for", ""),
    # Each property of the model, on a server too
    ("tests/graph/engines/test_embedded.py::test_a_property_of_the_model_that_no_node_has_reads_as_null", "neo4j"),
    # Real files, whole
    ("tests/loaders/un/test_consolidated.py", "neo4j"),
    ("tests/loaders/ofac/test_ofac.py", "whole"),
    ("tests/loaders/places/test_trainline.py", "whole"),
    ("tests/queries/identity/test_resolve.py::test_automatic_merges_are_precise_and_find_most", ""),
    ("tests/queries/identity/test_resolve.py::test_one_number_is_not_one_thing", ""),
    ("tests/queries/identity/test_resolve.py::test_contradictions_are_shown_and_never_averaged", ""),
    ("tests/loaders/un/test_consolidated.py", "whole"),
    ("tests/loaders/places/test_unlocode.py", "whole"),
    ("tests/loaders/test_loaders.py::test_a_real_file_is_one_graph_on_both_engines", "neo4j"),
    ("tests/loaders/test_loaders.py::test_a_real_file_is_one_graph_on_both_engines", "32014R0833"),
    ("tests/loaders/test_loaders.py::test_a_real_file_is_one_graph_on_both_engines", "un_2018"),
    ("tests/loaders/test_loaders.py::test_a_real_file_is_one_graph_on_both_engines", "Archigos"),
    ("tests/loaders/test_eu.py::test_both_engines_hold_the_same_graph_in_either_order", ""),
    ("tests/queries/watching/test_watch.py::test_what_the_list_of_the_un_changes_is_what_changes_says", ""),
    ("tests/queries/timeline/test_changes.py", "neo4j-whole"),
    ("tests/queries/timeline/test_listed.py", "neo4j-whole"),
    ("tests/loaders/test_eu.py", "neo4j-whole"),
)


def is_long(test: str) -> bool:
    """Whether a test, by its id, is one of these."""
    return any(test.startswith(name) and word in test[len(name) :] for name, word in LONG)
