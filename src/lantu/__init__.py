"""lantu 蓝图: from a province's industrial facts to a tested blueprint."""

__version__ = "0.1.0"
