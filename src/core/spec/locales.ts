/**
 * Locales in UTF-8 whose name in glibc has no character set (localedata/SUPPORTED of glibc 2.36): `hi_IN`, where others are
 * `en_GB.UTF-8` and have something older under the bare name. NixOS builds a locale under its very name, or not at all.
 */
const BARE = new Set(
  `
  aa_ER aa_ET agr_PE ak_GH am_ET anp_IN ar_IN ar_SS as_IN ayc_PE az_AZ az_IR bem_ZM ber_DZ ber_MA bho_IN bho_NP
  bi_VU bn_BD bn_IN bo_CN bo_IN brx_IN byn_ER ce_RU chr_US ckb_IQ cmn_TW crh_UA csb_PL cv_RU doi_IN dsb_DE dv_MV
  dz_BT en_AG en_IL en_IN en_NG en_ZM es_CU fa_IR ff_SN fil_PH fur_IT fy_DE fy_NL gez_ER gez_ET gu_IN ha_NG hak_TW
  hi_IN hif_FJ hne_IN ht_HT hy_AM ia_FR ig_NG ik_CA iu_CA kab_DZ km_KH kn_IN kok_IN ks_IN ky_KG lb_LU li_BE li_NL
  lij_IT ln_CD lo_LA lzh_TW mag_IN mai_IN mai_NP mfe_MU mhr_RU miq_NI mjw_IN ml_IN mn_MN mni_IN mnw_MM mr_IN my_MM
  nan_TW nds_DE nds_NL ne_NP nhn_MX niu_NU niu_NZ nl_AW nr_ZA nso_ZA om_ET or_IN os_RU pa_IN pa_PK pap_AW pap_CW
  ps_AF quz_PE raj_IN rif_MA rw_RW sa_IN sah_RU sat_IN sc_IT sd_IN se_NO sgs_LT shn_MM shs_CA si_LK sid_ET sm_WS
  so_ET sq_MK sr_ME sr_RS ss_ZA sw_KE sw_TZ szl_PL ta_IN ta_LK te_IN the_NP ti_ER ti_ET tig_ER tk_TM tn_ZA to_TO
  tpi_PG ts_ZA tt_RU ug_CN unm_US ur_IN ur_PK ve_ZA vi_VN wae_CH wal_ET wo_SN yo_NG yue_HK yuw_PG
  `
    .trim()
    .split(/\s+/),
);

/** The name in glibc of a language in a country, given as `en_GB`: `en_GB.UTF-8`, but `hi_IN`. */
export function utf8Locale(languageAndCountry: string): string {
  return BARE.has(languageAndCountry) ? languageAndCountry : `${languageAndCountry}.UTF-8`;
}

/** Whether a locale has the name that glibc gives it; one with a modifier (`sr_RS@latin`) is taken at its word. */
export function hasGlibcName(locale: string): boolean {
  const [stem = '', ...rest] = locale.split(/(?=[.@])/);
  return rest[0]?.startsWith('@') === true || stem === 'C' || locale === utf8Locale(stem);
}
