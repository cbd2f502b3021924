"""Codes that must stay known: those of 2007 with their counterparts, and those of the domain."""

# list -> code of the file of 2007 -> code of the domain
OF_2007 = {
    "channel": {"phone": "HOTLINE"},
    "sex": {"male": "M", "female": "F"},
    "education": {
        "school": "SCHOOL",
        "not_attending": "NOT_ATTENDING",
        "university": "UNIVERSITY",
        "kindergarten": "KINDERGARTEN",
        "vocational_school": "VOCATIONAL",
        "college": "COLLEGE",
    },
    "caller_relation": {
        "child": "CHILD",
        "parent": "PARENT",
        "other_relative": "OTHER_RELATIVE",
        "daycare_staff": "CHILDCARE_STAFF",
    },
    "citizenship": {"KAZ": "KZ", "UKR": "UA", "UZB": "UZ", "KGZ": "KG", "TJK": "TJ", "RUS": "RU"},
    "ethnicity": {
        "russian": "RUSSIAN",
        "uzbek": "UZBEK",
        "kazakh": "KAZAKH",
        "tatar": "TATAR",
        "korean": "KOREAN",
        "uighur": "UIGHUR",
        "tajik": "TAJIK",
        "azerbaijani": "AZERBAIJANI",
        "other": "OTHER",
        "not_stated": "NOT_STATED",
    },
    "living_situation": {
        "with_family": "FAMILY_HOME",
        "dormitory": "DORMITORY",
        "alone": "ALONE",
        "with_friends": "FRIENDS",
        "orphanage": "ORPHANAGE",
    },
    "family_status": {
        "two_parent_family": "FULL_FAMILY",
        "single_parent_family": "SINGLE_PARENT",
        "guardianship": "GUARDIANSHIP",
        "low_income_family": "LOW_INCOME",
        "orphan_without_property_rights": "ORPHAN_NO_PROPERTY",
        "orphan_with_property_rights": "ORPHAN_PROPERTY_PROTECTED",
    },
    "topic": {
        "family_mother_child_protection": "L01",
        "recovery_of_obligations": "L02",
        "social_security": "L03",
        "education": "L04",
        "health": "L05",
        "property_inheritance": "L06",
        "constitutional_right": "L07",
        "custody_or_adoption": "L08",
        "denial_of_parental_rights": "L09",
        "child_abuse": "L10",
        "disability_rights": "L11",
        "rights_in_care_institution": "L12",
        "psychological": "P01",
    },
}

# list of the domain -> its codes
OF_THE_DOMAIN = {
    "region": (
        "KZ-71 KZ-75 KZ-79 KZ-10 KZ-11 KZ-15 KZ-19 KZ-23 KZ-27 KZ-31 KZ-33 KZ-35 KZ-39 KZ-43 "
        "KZ-47 KZ-55 KZ-59 KZ-61 KZ-62 KZ-63"
    ),
    "border_point": "BP_ZHZ BP_KPB BP_KON BP_KZG BP_ATA BP_SYR BP_TSE BP_TAZ BP_KOR BP_OTH",
    "ethnicity": (
        "KAZAKH RUSSIAN UZBEK TATAR KOREAN UIGHUR AZERBAIJANI TAJIK KYRGYZ UKRAINIAN TURKISH "
        "DUNGAN GERMAN CHECHEN KURD LYULI OTHER NOT_STATED"
    ),
    "caller_type": (
        "CHILD PARENT OTHER_RELATIVE CHILDCARE_STAFF TEACHER GUARDIAN HEALTH_WORKER POLICE "
        "BORDER CONSULATE NGO NEIGHBOUR HOTLINE_111 ANON OTHER"
    ),
    "education_status": (
        "KINDERGARTEN SCHOOL UNIVERSITY NOT_ATTENDING VOCATIONAL COLLEGE PRESCHOOL_CLASS "
        "HOME_BASED DROPPED_OUT REFUSED_ENROL UNKNOWN"
    ),
    "living_situation": (
        "FAMILY_HOME ALONE FRIENDS ORPHANAGE DORMITORY RELATIVES UNRELATED_ADULT EMPLOYER "
        "CSC_STAY CRISIS_CENTRE HOSPITAL STREET DETENTION"
    ),
    "family_status": (
        "ORPHAN_NO_PROPERTY ORPHAN_PROPERTY_PROTECTED FULL_FAMILY SINGLE_PARENT GUARDIANSHIP "
        "LOW_INCOME WITHOUT_PARENTAL_CARE LARGE_FAMILY DISABILITY_IN_FAMILY MIGRANT_FAMILY "
        "RETURNEE_FAMILY"
    ),
    "violation_category": (
        "L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12 P01 X01 X02 X03 X04 X05 X06 X07 X08 "
        "X09 X10"
    ),
    "migration_status": (
        "CITIZEN PERM_RES STATELESS_CERT TEMP_RES_PERMIT LAWFUL_STAY VISA OVERSTAY "
        "IRREGULAR_ENTRY ASYLUM_CERT REFUGEE_CERT KANDAS UNDETERMINED UNKNOWN"
    ),
    "protection_concern": (
        "UAM SEP LBH ORP CHH INC ABN RSK LVP NBR NID STL IRR PDC PHY EMO SEX NEG DVW BUL GBV "
        "CMR TRF WFL BEG SXP DEB ARR IMD CCL EXR DIS MED MHP SUI SUB CMO NUT OOS NHC HOM POV "
        "ASY REF DSC OTH"
    ),
    "risk_level": "HIGH MEDIUM LOW NONE",
    "service": (
        "PS01 PS02 PS03 PS04 PS05 PS06 PS07 PS08 PS09 LG01 LG02 LG03 LG04 LG05 LG06 LG07 LG08 "
        "LG09 LG10 LG11 LG12 SO01 SO02 SO03 SO04 SO05 SO06 SO07 SO08 SO09 SO10 FT01 FT02 FT03 "
        "FT04 FT05 CM01 IN01"
    ),
    "closure_reason": (
        "GOALS_MET REUNIFIED RETURNED_ORIGIN TRANSFERRED TO_NGO NOT_AT_RISK NOT_ELIGIBLE "
        "TURNED_18 DECLINED LOST DIED DUPLICATE OTHER"
    ),
    "document_type": (
        "MED_BIRTH BIRTH_KZ BIRTH_FOREIGN IIN ID_KZ PASS_KZ PASS_FOREIGN RETURN_CERT "
        "RES_PERMIT TRP ARRIVAL_NOTICE MIG_CARD STATELESS ASYLUM REFUGEE MARRIAGE DIVORCE "
        "DEATH GUARD_ORDER COURT_DEC POA PARENT_CONSENT POLICE_LOSS SCHOOL_DOC HEALTH_FORMS "
        "HOUSING_ACT PLACEMENT_ACT CONSENT_FORM REFERRAL_LETTER OTHER"
    ),
    "agency_type": (
        "OPEKA CSC CAN KDN JUVPOL POLICE MIGPOL BORDER CON MATERNITY CLINIC SCHOOL "
        "KINDERGARTEN SOCPROT COURT_JUV PROSECUTOR LEGALAID CRISIS OMBUD KOPD CONSUL IO NGO "
        "MEDIA DONOR EMPLOYER OTHER"
    ),
}
