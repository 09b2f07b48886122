// What a program needs that checks its own implementation: problems and answers, the generator and the checks, and reports. The mutants are for the suite's own sake.
@_exported import Fixtures
@_exported import Functions
@_exported import Gate
@_exported import Grading
@_exported import Mutants
@_exported import Networks
@_exported import Reports
@_exported import Verification
@_exported import Suite
@_exported import Vectorized
@_exported import Workers
