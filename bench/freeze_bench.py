"""Freezing a dossier of 100,000 records and N files against cp and sha256sum of the same files; then proving it.
Usage: freeze_bench.py [N [KILOBYTES]]"""
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../tests/e2e/lib"))
from support import ROOT, SHIAN, must, shian

PACK = os.path.join(ROOT, "packs/yueqing")


def timed(*command):
    start = time.time()
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return time.time() - start, made


def dropped():
    """Pages of the disk's cache, where the machine lets us: both sides read from the disk then."""
    os.sync()
    try:
        open("/proc/sys/vm/drop_caches", "w").write("3")
        return True
    except OSError:
        return False


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    size = (int(sys.argv[2]) if len(sys.argv) > 2 else 200) * 1024
    with tempfile.TemporaryDirectory(prefix="shian-bench-", dir=os.environ.get("BENCH_FOLDER")) as folder:
        store, year, files = f"sqlite:{folder}/city.db", os.path.join(folder, "year"), os.path.join(folder, "files")
        must("simulate", "--pack", PACK, "--out", year, "--seed", "7", "--year", "2022", "--scale", "0.5")
        must("init", "--store", store, "--pack", PACK)
        for line in open(os.path.join(year, "order.txt"), encoding="utf-8"):
            register, name = line.strip().split("\t")
            shian("import", "--store", store, register, os.path.join(year, name))  # some rows are refused: the year has its mistakes
        os.mkdir(files)
        names = [os.path.join(files, f"{i}.jpg") for i in range(count)]
        for name in names:
            with open(name, "wb") as out:
                out.write(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + os.urandom(size))
        kept, hashes = 0, []
        for at in range(0, count, 2_000):
            took, told = timed(SHIAN, "evidence", "--store", store, *names[at:at + 2_000])
            kept += took
            hashes += told.split()
        sheet = os.path.join(folder, "inspections.csv")
        with open(sheet, "w", encoding="utf-8") as out:
            out.write("检查编号,检查日期,所属镇街,现场照片\n")
            out.writelines(f"DJ-{i},2022-03-{i % 28 + 1:02},柳市镇,{hash}\n" for i, hash in enumerate(hashes))
        must("import", "--store", store, "inspection", sheet)

        cold = dropped()
        took, _ = timed(SHIAN, "freeze", "--store", store, "--to", os.path.join(folder, "dossier"), "--key", os.path.join(folder, "key.pem"), "--json")
        frozen = os.path.join(folder, "dossier", os.listdir(os.path.join(folder, "dossier"))[0])
        manifest = os.path.join(frozen, "manifest.sha256")
        megabytes = int(subprocess.check_output(["du", "-s", "--apparent-size", "-B1000000", frozen]).split()[0])
        lines = sum(1 for _ in open(manifest, encoding="utf-8"))
        dropped()
        copied, _ = timed("cp", "-r", frozen, os.path.join(folder, "copy"))
        synced, _ = timed("sync")
        dropped()
        hashed, _ = timed("sh", "-c", f"cd '{folder}/copy' && sha256sum --quiet -c manifest.sha256")
        dropped()
        proved, _ = timed(SHIAN, "verify-dossier", frozen)
        print(f"{lines} files, {megabytes} MB, {'from the disk' if cold else 'from the cache'}; files kept as evidence at {count / kept:,.0f}/s")
        print(f"{'':<28}{'s':>8}{'MB/s':>8}")
        for what, seconds in (("freeze", took), ("cp, sync and sha256sum -c", copied + synced + hashed), ("verify-dossier", proved), ("sha256sum -c", hashed)):
            print(f"{what:<28}{seconds:>8.1f}{megabytes / seconds:>8.0f}")


main()
