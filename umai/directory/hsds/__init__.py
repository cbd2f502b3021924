"""Open Referral HSDS 3: our entries as its documents, and its documents as what an import takes."""
