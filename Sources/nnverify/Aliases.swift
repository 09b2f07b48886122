import ArgumentParser
typealias Flag = ArgumentParser.Flag
