"""Names of countries, their people, regions and cities in; ISO codes and coordinates out.

The tables ship with dateline: countries.tsv and regions.tsv are kept by hand, cities.tsv is made from GeoNames
(geonames.org, CC BY 4.0) by `make gazetteer`. What a text means by a name is decided elsewhere.
"""
