"""Which ids are one entity: names, links between ids, and the decisions that people made."""
