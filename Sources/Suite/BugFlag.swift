public typealias BugFlag = Flag
