"""No forms: nobody fills in the ledger. The module stands so that the wall around it covers what comes later."""
