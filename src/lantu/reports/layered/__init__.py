"""A layered drawing of products and links: boxes in columns, links in the lanes between.

The steps of Sugiyama, Tagawa & Toda (1981, *IEEE Trans. SMC* 11(2)), with orthogonal
bundled routes: columns, rows, lanes, tracks, coordinates. Nothing here knows what a product
is; the panorama says what the boxes mean and how they look.
"""
