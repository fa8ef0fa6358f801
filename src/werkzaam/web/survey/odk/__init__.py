"""What was answered, for programs: the part of ODK Central's interface that reads, so that its clients work.

https://docs.getodk.org/central-api: sessions, projects, forms, submissions, and the data as OData.
"""
