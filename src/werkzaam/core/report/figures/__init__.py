"""Drawings: Vega-Lite by Altair, rendered to SVG without a browser. Each drawing works in black and white."""
