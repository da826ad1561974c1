"""Names of the World Input–Output Database's codes."""

from __future__ import annotations

from lantu.facts.economy.wiod_names import COUNTRIES, wiod_regions, wiod_sectors


def test_every_industry_and_country_has_a_name_of_its_own() -> None:
    sectors = wiod_sectors([f"c{k}" for k in range(1, 36)])
    regions = wiod_regions([*(set(COUNTRIES) - {"ROM"}), "RoW"])
    for named in (sectors, regions):
        assert len({name.zh for name in named.names}) == len(named)
        assert not any(name.zh == code for code, name in zip(named, named.names, strict=True))


def test_codes_are_called_as_the_database_means_them() -> None:
    names = wiod_sectors(["c14", "c18", "c30"]).names
    assert [name.zh for name in names] == ["电气和光学设备", "建筑业", "租赁和商务服务"]
    assert wiod_regions(["ROM"]).names == wiod_regions(["ROU"]).names


def test_a_code_of_another_list_is_its_own_name() -> None:
    assert wiod_sectors(["D14"]).names[0].zh == "D14"
    assert wiod_regions(["XYZ"]).names[0].en == "XYZ"
