// Links what lets an issue reach Swift Testing and XCTest into a test, and keeps both out of every other program.
public import IssueReportingTestSupport
