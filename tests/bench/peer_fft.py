"""peer_fft.py - the quartic density of points by linear binning and one convolution with scipy.

usage: peer_fft.py POINTS.csv CELLS RADIUS_M OUT.npy      (a square of 40,960 m from -93440, -124480)
"""
import sys

import numpy as np
from scipy.signal import fftconvolve

cells, radius = int(sys.argv[2]), float(sys.argv[3])
cell = 40960.0 / cells
xy = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
u = (xy - [-93440.0, -124480.0]) / cell - 0.5
low = np.floor(u).astype(int)
share = u - low
grid = np.zeros((cells + 1, cells + 1))
for dx in (0, 1):
    for dy in (0, 1):
        weight = np.abs(1 - dx - share[:, 0]) * np.abs(1 - dy - share[:, 1])
        at = np.clip(low + [dx, dy], 0, cells)
        np.add.at(grid, (at[:, 1], at[:, 0]), weight)
reach = int(np.ceil(radius / cell))
axis = np.arange(-reach, reach + 1) * cell
left = np.clip(1 - (axis[:, None] ** 2 + axis[None, :] ** 2) / radius**2, 0, None)
kernel = 3 * left**2 / (np.pi * radius**2) * 1e6
np.save(sys.argv[4], fftconvolve(grid, kernel, mode="same").astype(np.float32))
