"""Open data: places, occupancy and rates for anybody's program (docs/open-data.md). Nothing personal."""
