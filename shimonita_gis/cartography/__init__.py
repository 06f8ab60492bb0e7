"""Projects, styles, forms and layouts in QGIS, made from what the middle rooms say."""
