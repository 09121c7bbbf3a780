"""Writes N rows of the register `sample` as CSV (12 columns), reproducible; usage: make_samples.py N FILE [FIRST]."""
import random
import sys


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    dice = random.Random(first + 1)
    towns = ["柳市镇", "虹桥镇", "北白象镇", "乐成街道", "大荆镇", "清江镇", "芙蓉镇", "雁荡镇"]
    purposes = ["监督抽检", "评价性抽检", "风险监测", "例行监测"]
    with open(path, "w", encoding="utf-8") as out:
        out.write("抽样编号,任务级别,抽检类别,抽样日期,报告日期,样品名称,所属镇街,农兽药残留项目,食用农产品,检验结论,最终结论,结论日期\n")
        for i in range(first, first + rows):
            day = f"2022-{dice.randrange(1, 10):02}-{dice.randrange(1, 29):02}"
            good = "不合格" if dice.random() < 0.02 else "合格"
            yes = "是" if dice.random() < 0.4 else "否"
            out.write(f"XC{i:09},县级,{dice.choice(purposes)},{day},{day},模拟样品{i % 97},{dice.choice(towns)},{yes},{yes},{good},{good},{day}\n")


main()
