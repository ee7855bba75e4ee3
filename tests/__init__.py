"""The tests of Throughline: `house` checks the code itself, the rest mirrors the packages."""
