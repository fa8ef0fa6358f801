"""Drawings as Vega-Lite, rendered to SVG without a browser. Each drawing works in black and white.

The specifications are plain values: the same charts through Altair's objects took thirty times as long to make.
"""
